"""The command line: each command parses, calls one library function and prints."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command

from aligner import ending
from aligner.cli import checking, corpus, documents, exchange, fetch, reviewing
from aligner.errors import UsageError

_CLICK: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)


class _NobodyReads(Exception):  # noqa: N818
    """A broken pipe on its way past typer, which would make it exit status 1."""


@contextmanager
def _past_typer() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise _NobodyReads from error
    except SystemExit as ended:  # so rich leaves, which prints tables and help
        if isinstance(ended.__context__, BrokenPipeError):
            raise _NobodyReads from ended
        raise


class _Commands(TyperGroup):
    def make_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as typer has it
        with _past_typer():  # --help prints here
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as typer has it
        with _past_typer():
            return super().invoke(ctx)


class _App(typer.Typer):
    """The commands; called, as an older script does, they end as the command does."""

    def __call__(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - as typer has it
        sys.exit(ending.of(command))


app = _App(
    cls=_Commands,
    name="aligner",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    documents.run,
    documents.documents,
    documents.repair,
    documents.align,
    documents.terms,
    exchange.export,
    exchange.import_,
    checking.check,
    documents.evaluate,
    exchange.backup,
    exchange.restore,
    reviewing.review,
    fetch.fetch,
):
    app.command(_command.__name__.strip("_"))(_command)
app.add_typer(corpus.app, name="corpus")


def command(words: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        words: What stands after ``aligner``; by default what this process was called with.

    Returns:
        Its exit status.

    Raises:
        AlignerError: Bad input, or words that make no sense; the message is one line.
        BrokenPipeError: Nobody reads standard output any more.
        KeyboardInterrupt: A person stopped it.
    """
    try:
        status = get_command(app).main(words, prog_name="aligner", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except _NobodyReads:
        raise BrokenPipeError from None
    except _CLICK as error:
        raise UsageError(_misuse(error)) from None
    return int(status or 0)


def _misuse(error: Exception) -> str:
    """What typer has to say, on one line, with the help that answers it."""
    context = getattr(error, "ctx", None)
    said = " ".join(error.format_message().split())  # type: ignore[attr-defined]
    path = context.command_path if context else "aligner"
    return f"{said.rstrip('.')} (see {path} --help)"


@app.callback(invoke_without_command=True)
def front(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and the signature of the weights.")
    ] = False,
) -> None:
    """Align the language versions of UN documents and extract their terminology."""
    if version:
        from aligner import signature
        from aligner.version import VERSION

        print(f"aligner {VERSION}, weights {signature.weights()}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        context.get_help()  # which prints it
        raise typer.Exit(2)
