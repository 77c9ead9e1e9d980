"""Measure search, answers and KPI rows on sets whose answers are known.

A set of answers is a folder that is a corpus and holds questions.jsonl (tests/eval/towns/*), or a
file of questions, QUESTIONS.jsonl=CORPUS where it is not asked of the project's own corpus. Rows
are held against the rows.jsonl of such a folder.
"""

import argparse
import json
import sys
from pathlib import Path

from bot.answer import answer
from bot.answer_json import answer_json
from bot.scoring import RowsScored, row_text, score, score_rows, summary
from index.contract import kpi_row_json
from index.encoder import load_encoder
from index.errors import KeikakuError
from index.evaluation import Part, evaluate_retrieval
from index.json_lines import QUESTION_FIELDS, question_set, read_json_lines
from index.opening import CORPUS, open_anew
from index.words.synonyms import load_synonyms


def main() -> int:
    """Run the subcommand that the command line names; 1 when it cannot, 2 for wrong usage."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    _add_retrieval(commands.add_parser("retrieval", help="passages for questions, by set"))
    _add_answers(commands.add_parser("answers", help="answers to questions with gold"))
    _add_rows(commands.add_parser("rows", help="KPI rows of plans with gold"))
    arguments = parser.parse_args()
    try:
        arguments.run(arguments)
    except KeikakuError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _add_retrieval(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sets",
        nargs="+",
        type=Path,
        metavar="DIR/NAME",
        help="DIR/NAME.jsonl (id, question, gold) and DIR/NAME.passages.jsonl (id, text, title)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--peers", action="store_true", help="also other ways to rank")
    parser.add_argument("--ablate", action="store_true", help="also the whole without each part")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.ALL, help="a half")
    parser.add_argument("--encoder", help="a hub name or a folder instead of the shipped encoder")
    parser.set_defaults(run=_retrieval)


def _retrieval(arguments: argparse.Namespace) -> None:
    encoder = load_encoder(arguments.encoder)
    synonyms = load_synonyms(CORPUS)
    found = {}
    for path in arguments.sets:
        name, figures = evaluate_retrieval(
            path,
            encoder,
            synonyms,
            arguments.part,
            peers=arguments.peers,
            ablate=arguments.ablate,
        )
        found[name] = figures
        if not arguments.json:
            _print_figures(name, figures)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))


def _print_figures(name: str, figures: dict[str, int | dict[str, float]]) -> None:
    print(f"{name}: {figures['questions']} questions, {figures['passages']} passages")
    for retriever, values in figures.items():
        if isinstance(values, dict):
            line = "  ".join(f"{metric} {value:5.1f}" for metric, value in values.items())
            print(f"  {retriever:17} {line}", flush=True)


def _add_answers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sets", nargs="+", metavar="SET", help="a folder, or QUESTIONS.jsonl[=CORPUS]"
    )
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="what files are asked of")
    parser.add_argument("--snapshot", type=Path, metavar="DIR", help="where the index lies")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--failures", action="store_true", help="list the questions that missed")
    parser.set_defaults(run=_answers)


def _answers(arguments: argparse.Namespace) -> None:
    scored = []
    for entry in arguments.sets:
        file, corpus = question_set(entry)
        searcher = open_anew(corpus or arguments.corpus, arguments.snapshot)
        for question in read_json_lines(file, QUESTION_FIELDS):
            found = answer(question["q"], searcher)
            scored.append(score(question, answer_json(found, question["id"], 0.0)))
    if arguments.failures:
        for item in scored:
            if not item.right:
                print(item.question["id"], item.question["kind"], item.question["q"], sep="\t")
    figures = summary(scored)
    if arguments.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, (value, of) in figures.items():
            print(f"{name:16s} {value:6.1f} % of {of}")


def _add_rows(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "sets", nargs="+", type=Path, metavar="DIR", help="a corpus that holds rows.jsonl"
    )
    parser.add_argument("--failures", action="store_true", help="list rows that one side has alone")
    parser.set_defaults(run=_rows)


def _rows(arguments: argparse.Namespace) -> None:
    totals = RowsScored((), (), 0, 0)
    for corpus in arguments.sets:
        found = [kpi_row_json(row) for row in open_anew(corpus).snapshot.kpi_rows]
        scored = score_rows(found, read_json_lines(corpus / "rows.jsonl", ("indicator", "targets")))
        print(f"{corpus.name:16s} {scored}")
        for mark, rows in (("+", scored.wrong), ("-", scored.missed)):
            for row in rows if arguments.failures else ():
                print(mark, row_text(row), sep="\t")
        totals += scored
    print(f"{'all':16s} {totals}")


if __name__ == "__main__":
    sys.exit(main())
