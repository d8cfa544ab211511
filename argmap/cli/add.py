"""``argmap add``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from argmap.cli.common import dim, emphasis, map_option, open_workspace, say, tell, warn
from argmap.diagnostics import Diagnostic, ExitCode, Refused
from argmap.display import isolate, one_line, safe


@click.command(short_help="Read articles with their comments into the map.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--title", metavar="TEXT", help="The article's title, where it was not found rightly."
)
@click.option("--author", metavar="NAME", help="The article's author.")
@click.option("--date", metavar="DATE", help="The article's date, as 2016-06-06.")
@click.option(
    "--url", metavar="URL", help="Where the article is on the web; only noted, not fetched."
)
@click.option("--encoding", metavar="NAME", help="The files' character encoding, if not UTF-8.")
@click.option("--dry-run", is_flag=True, help="Show what would be found; write nothing.")
@map_option
def command(
    files: tuple[str, ...],
    title: str | None,
    author: str | None,
    date: str | None,
    url: str | None,
    encoding: str | None,
    dry_run: bool,
    map_path: str | None,
) -> None:
    """Read saved articles with their readers' comments into the map.

    FILE is plain text as copied or scraped from a page, or Markdown written by hand. The file is
    kept as it is, beside its text and its structure: title, author, date, paragraphs, comments.
    """
    from argmap.sources import describe, read_source

    if len(files) > 1 and (title or author or date or url):
        raise click.UsageError("--title, --author, --date and --url go with a single FILE.")
    workspace = open_workspace(map_path)
    workspace.require_folder("sources")
    problems: list[Diagnostic] = []
    failed = added = 0
    for name in files:
        try:
            if "://" in name:
                raise Refused(
                    f"{name}: argmap does not fetch pages.",
                    hint="Copy the page's text into a file and add that; --url notes the address.",
                )
            imported = read_source(
                Path(name), title=title, author=author, date=date, url=url, encoding=encoding
            )
            problems.extend(replace(d, path=name) for d in imported.diagnostics)
            source = imported.source
            if dry_run:
                say(f"{safe(name)}: would be {emphasis(source.id)}")
            elif workspace.add_source(imported) is None:
                present = next(
                    s
                    for s in workspace.sources.values()
                    if s.original_sha256 == source.original_sha256
                )
                say(f"{safe(name)}: is here already, as {emphasis(present.id)}.")
                continue
            else:
                added += 1
                say(f"{safe(name)}: added as {emphasis(source.id)}")
        except Refused as error:
            failed += 1
            warn(f"argmap: {error.line}")
            continue
        say(f"  {isolate(one_line(source.title.value))}")
        about = [", ".join(isolate(one_line(a.value)) for a in source.authors), _date(source.date)]
        known = " · ".join(part for part in about if part)
        say(dim(f"  {known + ' · ' if known else ''}{describe(source)}"))
    tell(problems)
    if added:
        say("To read one: argmap show SOURCE (the start of its name is enough).")
    if failed:
        sys.exit(ExitCode.PROBLEMS)


def _date(field: object) -> str:
    value = getattr(field, "value", "")
    return one_line(value) if value else ""
