"""What every event of the browser does to where a person reads, and to the rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from aligner.errors import AlignerError, Conflict, UsageError
from aligner.model import Actor, Event, Status, said
from aligner.review import actions, adding_terms, searching, window
from aligner.review.certifying import SHARES, Draw
from aligner.review.drawing import NEAR
from aligner.review.filters import Filter, Show, is_pending
from aligner.review.frame import listener
from aligner.review.language_names import language_name
from aligner.review.live import LiveProject, Outline
from aligner.review.place import Clash, Place, View
from aligner.review.row_keys import ROWS
from aligner.review.row_names import spelled
from aligner.review.searching import Search
from aligner.review.steps import Names, Steps
from aligner.store import OutlineRow, Store
from aligner.store.deeds import VERBS, Deed, Versioned
from aligner.store.deeds.rows import DecideRows


class Reader:
    """One person at one project, who does what the events say.

    Attributes:
        outline: The rows as they stand after the last event.
        among: Those that the filter lets through; all of them where it lets none through.
        none_fits: True in that case.
        languages: Those that are shown, the pivot first.
    """

    def __init__(
        self,
        database: Store,
        actor: Actor,
        project_id: int,
        live: LiveProject,
        place: Place,
        languages: Sequence[str] = (),
    ) -> None:
        self.database = database
        self.actor = actor
        self.project_id = project_id
        self.live = live
        self.place = place
        self.languages = languages or tuple(database.project_by_id(project_id).languages)
        self._handled = 0
        self.outline: Outline
        self.among: Sequence[OutlineRow]
        self.none_fits: bool
        self.look()
        if place.began < 0:
            place.began = self.outline.newest
            held = database.draw(project_id, actor)
            place.draw = Draw.kept(held) if held else None

    def look(self) -> None:
        """Take up what has changed."""
        self.outline = self.live.seen(self.languages)
        draw, only = self.place.draw, self.place.only
        if draw is not None and only.show is Show.SAMPLE:
            fitting: Sequence[OutlineRow] = [r for r in self.outline.rows if r.id in draw.sample]
        elif (search := self.place.search) and only.show is Show.FOUND:
            found = self.live.found(search, self.outline, self.languages)
            standing = self.live.matching(self.outline, replace(only, show=Show.ALL))
            fitting = [row for row in standing if row.id in found]
        else:
            fitting = self.live.matching(self.outline, only)
        self.none_fits = not fitting
        self.among = fitting or self.outline.rows

    @property
    def index(self) -> int:
        """Index among the rows that are shown of the current one, or of the next after it."""
        if row := self.outline.row(self.place.row):
            return window.nearest(self.among, row.position) or 0
        pending = window.following(self.among, -1, is_pending)
        return 0 if pending is None else window.nearest(self.among, pending.position) or 0

    def handle(self, done: listener.Event) -> None:
        """Do what an event says; what cannot be done is told and changes nothing."""
        scrolled = done.kind == "go" and done.value.startswith("view:")
        if not self._handled:
            self.place.said = self.place.failed = ""
            self.place.words = self.place.words if scrolled else ()
        self._handled += 1
        if scrolled:
            index, fits = map(_number, done.value.split(":")[1:3])
            self.place.view = View(index, fits)
            return
        if not done.value.startswith("words:"):
            self.place.view = View(fits=self.place.view.fits)
        if done.link:
            self.place.link = done.link
            return
        try:
            self._do(done)
        except AlignerError as error:
            found = [self.place.failed, str(error)]
            self.place.failed = " · ".join(dict.fromkeys(filter(None, found)))

    def _do(self, done: listener.Event) -> None:
        if deed := ROWS.deed(done, self.outline):
            self._decide_unless_done(deed, int(done.subject))
        elif done.kind == "key":
            self._press(done)
        elif done.kind == "strip":
            position = round(float(done.value) * len(self.outline.rows) - 0.5)
            self._go(self.among[window.nearest(self.among, position) or 0])
        elif done.kind == "form":
            self._answer(done)
        else:
            self._click(*done.value.partition(":")[::2])

    def _decide_unless_done(self, deed: Deed, row_id: int) -> None:
        """Decide; a row that has the status already, as it was shown, is merely passed over."""
        row = self.outline.row(row_id)
        if (
            row
            and isinstance(deed, DecideRows)
            and (deed.rows, deed.status) == (((row.id, row.version),), row.status)
        ):
            self.place.said = f"{self.outline.name(row_id)} is {said(row.status)} already"
            self._go_on(self.outline, row_id)
        else:
            self._decide(deed, row_id)

    def _decide(self, deed: Deed, row: int, why: str = "") -> None:
        name = self.outline.name(row)
        if isinstance(deed, DecideRows) and deed.langs:
            name += f" in {', '.join(map(language_name, deed.langs))}"
        try:
            event = self.database.decide(self.actor, deed, why)
        except Conflict as conflict:
            self.place.clash = Clash(deed, conflict, row)
            self.place.row = row
            self.look()
            raise
        self.place.clash = None
        before = self.outline
        self.look()
        self.place.said = actions.told(event, name)
        if event.before or event.after:
            self.place.steps, self.place.steps_at = (self.steps.back(event), ""), event.id
        if VERBS[event.action].settles:
            self._go_on(before, row)
        else:
            self._stay(event.rows, row)

    def _go_on(self, before: Outline, row: int) -> None:
        """To the next pending row."""
        place = before.row(row)
        pending = window.following(self.among, place.position if place else -1, is_pending)
        if pending is None:
            self.place.row = row
            self.place.said += " · nothing is pending here any more"
        else:
            self._go(pending)

    def _stay(self, rows: Sequence[int], row: int) -> None:
        """At the row, or at what has become of it."""
        there = [i for i in (row, *rows) if self.outline.row(i)]
        self.place.row = there[0] if there else 0

    def _press(self, done: listener.Event) -> None:
        index = self.index
        match done.value:
            case "KeyJ" | "KeyK" as key:
                there = index + (1 if key == "KeyJ" else -1)
                self._go(self.among[max(0, min(there, len(self.among) - 1))])
            case "KeyL":
                position = self.among[index].position
                if found := window.following(self.among, position, self.live.is_open):
                    self._go(found)
                else:
                    raise UsageError("no row with any doubt is pending here")
            case "KeyU":
                last = self.steps.last()
                if last is None or self._is_near(last):
                    self._step(self.steps.undo)
                else:
                    self.place.question = "undo"
            case "Shift+KeyU":
                self._step(self.steps.redo)
            case "KeyV":
                self.place.marking = not self.place.marking
            case "KeyB":
                self.place.question = "bulk"
                self.place.bulk = self.live.sure(self.among)
            case "KeyT" | "KeyP" as key:
                self.place.question = {"KeyT": "certify", "KeyP": "realign"}[key]

    def _is_near(self, event: Event) -> bool:
        """Whether a person knows what an undo would take back: of this sitting, or in sight."""
        here = self.among[self.index].position
        there = [row.position for i in event.rows if (row := self.outline.row(i))]
        return event.id > self.place.began or any(abs(at - here) <= NEAR for at in there)

    @property
    def steps(self) -> Steps:
        """What the person can take back here, and do again."""
        return Steps(self.database, self.actor, self.project_id, names=Names(row=self.outline.name))

    def step_words(self) -> tuple[str, str]:
        """What U would take back and what Shift U would do again, asked for only where unknown."""
        if self.place.steps_at != self.outline.newest:
            self.place.steps, self.place.steps_at = self.steps.in_words(), self.outline.newest
        return self.place.steps

    def _step(self, step: Callable[[], tuple[Event, str]]) -> None:
        """Undo or redo, and go to where it was."""
        event, self.place.said = step()
        self.place.clash = None
        self.look()
        self._stay(event.rows, self.place.row)
        if there := [i for i in event.rows if self.outline.row(i)]:
            self.place.row = there[0]

    def _answer(self, done: listener.Event) -> None:
        if done.value == "number":
            wanted = spelled(done.text)
            found = self._called(wanted)
            if found is None:
                raise UsageError(f"no paragraph has the number {done.text.strip()}")
            self._show_all_unless_there(found)
            self._go(found)
        elif done.value == "term":
            self.place.row = int(done.subject or 0)
            self._propose(adding_terms.written(done.text))
        elif done.value == "find":
            self._find(Search.read(done.text))
        elif done.value == "since":
            query = self.place.only.query() | {"show": Show.SINCE.value, "since": done.text}
            self._filter(Filter.of_query(query))

    def _called(self, wanted: str) -> OutlineRow | None:
        """The row of a name or a number; of several with one number, the next from here on."""
        rows, names = self.outline.rows, self.outline.names
        here = self.outline.places.get(self.place.row, -1)
        after = [*range(here + 1, len(rows)), *range(here + 1)]
        numbered = (rows[i] for i in after if spelled(rows[i].label) == wanted)
        named = (rows[i] for i in after if spelled(names[i]) == wanted)
        return next(numbered, None) or next(named, None)

    def _click(self, what: str, value: str) -> None:
        match what:
            case "row":
                if (row := self.outline.row(_number(value))) is not None:
                    self._show_all_unless_there(row)
                    self._go(row)
            case "status":
                self._filter(Filter.of_query(self.place.only.query() | {"status": value}))
            case "show":
                own = {"show": value, "by": self.actor.name}
                self._filter(Filter.of_query(self.place.only.query() | own))
            case "words":
                lang, _, words = value.partition(":")
                self.place.words = (lang, words) if words else ()
            case "clash":
                self._settle(value)
            case "bulk":
                self._approve_bulk(value == "yes")
            case "certify":
                self._certify(value)
            case "undo" | "realign" | "term" | "replace":
                self._do_so(what, value)

    def _do_so(self, what: str, choice: str) -> None:
        """What a question was answered with that waited for a yes."""
        self.place.question = ""
        match what, choice:
            case "undo", "yes":
                self._step(self.steps.undo)
            case "term", "yes":
                self._add(self.place.proposed)
            case "replace", "yes":
                self._replace()
            case "realign", "yes":
                self.live.realign(self.actor)
            case "realign", "stop":
                self.live.stop_realigning(self.actor)

    def _filter(self, only: Filter) -> None:
        self.place.only = only
        self.place.question = ""
        self.look()

    def _show_all_unless_there(self, row: OutlineRow) -> None:
        i = window.nearest(self.among, row.position)
        if i is None or self.among[i].id != row.id:
            self._filter(Filter())

    def _settle(self, choice: str) -> None:
        """After a clash: let stand what is there, or do it after all."""
        clash, self.place.clash = self.place.clash, None
        if clash and choice == "mine":
            self._decide(actions.again(clash.deed, self.outline), clash.row)
        else:
            self.place.said = "Left as it stands"

    def _find(self, search: Search) -> None:
        """Show the rows in which words stand; where they are to be replaced, what of it comes."""
        found = self.live.found(search, self.outline, self.languages)
        if not found:
            raise UsageError(f"“{search.words}” stands in no row of the languages that are shown")
        self.place.search = search
        self._filter(Filter(show=Show.FOUND))
        if search.by is None:
            self.place.said = f"Found in {len(found):,} of {len(self.outline.rows):,} rows"
            return
        texts = self.live.texts(self.among)
        self.place.changes = searching.changes(search, self.among, texts)
        self.place.question = "replace" if self.place.changes else ""

    def _replace(self) -> None:
        changes, self.place.changes = self.place.changes, ()
        if changes and (search := self.place.search):
            self._decide(searching.deed(search, changes), changes[0].row.id)

    def _propose(self, terms: Mapping[str, str]) -> None:
        """Add a term; where a glossary has it already, ask first."""
        if adding_terms.same(self.database, terms):
            self.place.question, self.place.proposed = "term", terms
        else:
            self._add(terms)

    def _add(self, terms: Mapping[str, str]) -> None:
        here = self.outline, self.place.row
        adding_terms.add(self.database, self.actor, self.project_id, terms, *here)
        self.place.said = f"Added “{adding_terms.in_words(terms)}” to the glossary"
        self.look()

    @property
    def sure(self) -> tuple[Versioned, ...]:
        """The rows that pass every guard, among those that the filter lets through."""
        return self.live.sure(self.among)

    def _certify(self, choice: str) -> None:
        """Draw a sample for a share; or approve the rows that were not drawn, or draw no more."""
        self.place.question = ""
        if choice == "yes" and (draw := self.place.draw):
            rows, why = self.outline.rows, draw.why(self.outline.rows)
            if draw.waiting(rows):
                raise UsageError("look at every row of the sample first")
            others = draw.others(self.live.sure(rows))
            if not others:
                raise UsageError("none of the other rows passes the guards any more")
            self._keep(None)
            langs = self.outline.decided_in(draw.languages)
            self._decide(DecideRows(others, Status.APPROVED, langs), others[-1][0], why)
        elif choice in map(str, SHARES):
            rows = [row for i, _ in self.sure if (row := self.outline.row(i))]
            self._keep(Draw.of(rows, float(choice), self.languages))
            self._filter(Filter(show=Show.SAMPLE))
            self.place.row = 0
        elif choice == "look":
            self._filter(Filter(show=Show.SAMPLE))
        elif choice == "drop":
            self._keep(None)
            self._filter(Filter())

    def _keep(self, draw: Draw | None) -> None:
        self.place.draw = draw
        self.database.keep_draw(self.project_id, self.actor, draw.held if draw else None)

    def _approve_bulk(self, agreed: bool) -> None:
        rows, self.place.bulk, self.place.question = self.place.bulk, (), ""
        if agreed and rows:
            langs = self.outline.decided_in(self.languages)
            self._decide(DecideRows(rows, Status.APPROVED, langs), rows[-1][0])

    def _go(self, row: OutlineRow) -> None:
        self.place.row = row.id
        self.place.question = ""


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
