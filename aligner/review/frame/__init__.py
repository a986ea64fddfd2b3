"""What every page stands in: who is here, the database, the browser's events, work beside."""
