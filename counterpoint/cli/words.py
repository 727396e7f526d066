"""What the command line understands, and what `--help` says."""

from __future__ import annotations

import argparse
import math
import textwrap
from collections.abc import Callable
from datetime import date

import counterpoint
from counterpoint.cli import commands, moving
from counterpoint.cli.telling import NotUnderstood
from counterpoint.config.environment import SETTINGS

ABOUT = """\
Counterpoint: the shared working record of a partnership in which nobody marks their own homework.

Try it:          counterpoint demo
Run it for real: counterpoint serve     (prints a one-time link with which the first person founds a place)
"""
CODES = """\
exit codes:
  0  done
  1  not so, or it could not be done: the words on the screen say why
  2  the command line was not understood, or a file to analyse could not be read
"""
DEMO = """\
Load the demonstration, made-up places, and serve it.

Harrowmere, Saltreach and Kelderdale: two years of promises and barriers, and what those who would know said
of them. The front page lets you be any person there. Nothing is sent: mail and texts go to the outbox folder."""
SERVE = """\
Serve the places in the data folder, and do their work.

Brings the database up to date, starts the web server and `counterpoint work`, and stops both on Ctrl-C. On
an empty folder it prints a one-time link: whoever opens it founds a place."""
WORK = """\
Send what waits to be sent, ask what is due to be asked, seal what was said without a name.

`serve` and `demo` run this by themselves. It reads the ledger from where it stopped, so it may be stopped at
any moment and started again."""
MIRROR = """\
Print the figures of a place's Mirror.

Ten messages; for each, how many claims speak to it and what those who would know say of them."""
FOUND = """\
Print a one-time link with which somebody founds another place here, or a programme.

An empty folder needs none: `serve` prints one by itself. A link that was printed before, and not used, no
longer works."""
VERIFY = """\
Read every chain and every standing again, and say whether they hold.

The exit code is 1 if one does not, and the place and the number of its first such event are named."""
EXPORT = """\
Write everything of a place into one file, with which it can move elsewhere.

A zip of JSON lines, spreadsheets, the ledger and a small program that checks it all with Python alone. It holds
names, addresses and words: keep it safe. What was erased is not in it, and no secret is."""
IMPORT = """\
Bring in a place from a file that `counterpoint export` made.

It becomes the same place: same numbers, same ledger, and it goes on from there. All of it comes, or nothing. On
an empty folder it creates the database first."""
ERASE = """\
Erase again what had been erased, after a restore from a backup.

Which words were erased stands in erasures.jsonl in the data folder, beside the database. `serve` does the same
each time it starts."""

ANALYSE = """\
Read a file with the rules of a chart. Needs no place and no database."""
SPC = """\
Read one series or many as XmR charts.

FILE is CSV: date,value or series,date,value. A date is 2026-09-30 or 2026-09; an empty value is a gap, and so is a
month, week or day that is missing."""

Does = Callable[[argparse.Namespace], int]


def a_day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is not a date; write it like 2026-09-30") from None


def a_number(words: str) -> float:
    try:
        value = float(words)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{words!r} is not a number")
    return value


def a_count(words: str) -> int:
    if not words.isdecimal() or int(words) < 2:
        raise argparse.ArgumentTypeError(f"{words!r} is not a number of points, two or more")
    return int(words)


def settings_in_words() -> str:
    lines = ["settings (environment variables):"]
    for name, what in SETTINGS.items():
        lines += textwrap.wrap(what, 106, initial_indent=f"  {name:<22}", subsequent_indent=" " * 24)
    return "\n".join(lines)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        "counterpoint",
        description=ABOUT,
        epilog=f"{settings_in_words()}\n\n{CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"counterpoint {counterpoint.__version__}")
    group = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, does: Does, about: str) -> argparse.ArgumentParser:
        first = about.partition(".\n")[0]
        made = group.add_parser(
            name,
            help=first[0].lower() + first[1:],
            description=about,
            epilog=CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(does=does)
        return made

    demo = _served(command("demo", commands.demo, DEMO))
    demo.add_argument("--load-only", action="store_true", help="load it, and do not serve it")
    _served(command("serve", commands.serve, SERVE))
    work = command("work", commands.work, WORK)
    work.add_argument("--once", action="store_true", help="do what waits now, then stop")
    _mirror(command("mirror", commands.mirror, MIRROR))
    found = command("found", commands.found, FOUND)
    found.add_argument("--programme", action="store_true", help="a programme: its partners are places")
    command("verify", commands.verify, VERIFY).add_argument("--json", action="store_true", help="as JSON")
    _export(command("export", moving.export, EXPORT))
    _import(command("import", moving.import_, IMPORT))
    _analyse(command("analyse", _unsaid, ANALYSE))
    erase = command("erase", moving.erase, ERASE)
    erase.add_argument("--replay", action="store_true", required=True, help="all that the list holds")
    return top


def _unsaid(words: argparse.Namespace) -> int:
    raise NotUnderstood("Say what to analyse: counterpoint analyse spc FILE.csv")


def _analyse(made: argparse.ArgumentParser) -> None:
    of = made.add_subparsers(title="analyses", metavar="WHAT")
    spc = of.add_parser(
        "spc", help="XmR charts", description=SPC, epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    spc.add_argument("file", metavar="FILE", help="a CSV file")
    spc.add_argument(
        "--rules", choices=("mdc", "nhsr"), default="mdc", help="Making Data Count (default) or NHS-R"
    )
    spc.add_argument(
        "--screen",
        action=argparse.BooleanOptionalAction,
        help="leave out outlying moving ranges (default: as the rules)",
    )
    spc.add_argument("--improve", choices=("up", "down", "none"), default="none", help="which way is better")
    spc.add_argument("--target", type=a_number, metavar="X", help="the target")
    spc.add_argument(
        "--baseline", type=a_count, metavar="N", help="limits from the first N points of each phase"
    )
    spc.add_argument(
        "--rebase", type=a_day, metavar="DATE", action="append", help="a new phase from that day on"
    )
    spc.add_argument("--json", action="store_true", help="as JSON: a list, one object a series")
    spc.set_defaults(does=commands.analyse_spc)


def _served(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("--host", default="127.0.0.1", help="address to answer on (default: this machine only)")
    made.add_argument("--port", type=int, help="port to answer on (default: PORT, or 8000)")
    return made


def _mirror(made: argparse.ArgumentParser) -> None:
    made.add_argument("place", metavar="PLACE", help="its short name, as in its address: harrowmere")
    made.add_argument("--as-at", type=a_day, metavar="DATE", help="as at the end of that day: 2026-09-30")
    made.add_argument("--json", action="store_true", help="as JSON")


def _export(made: argparse.ArgumentParser) -> None:
    made.add_argument("place", metavar="PLACE", help="its short name, as in its address: harrowmere")
    made.add_argument("file", metavar="FILE", nargs="?", help="where to write it (default: PLACE.zip, here)")
    made.add_argument("--replace", action="store_true", help="where FILE is there already, replace it")


def _import(made: argparse.ArgumentParser) -> None:
    made.add_argument("file", metavar="FILE", help="what `counterpoint export` wrote")
    made.add_argument("--as", dest="slug", metavar="SLUG", help="another short name, where its own is taken")
