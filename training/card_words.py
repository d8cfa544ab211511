"""The sentences of the model card; its figures are in :mod:`training.card`."""

# ruff: noqa: E501 - the lines of the page, as wide as they are there

from __future__ import annotations

__all__ = [
    "ACCURACY",
    "ALARMS",
    "BEHAVIOUR",
    "DATA",
    "ETHICS",
    "GOALS",
    "INTRODUCTION",
    "KINDS",
    "LICENCE",
    "LIMITS",
    "PEERS",
    "REPEAT",
    "SHORT",
    "SURENESS",
    "TESTS",
    "USES",
]

KINDS = {"comment": "readers' comments", "paragraph": "paragraphs of articles"}
SHORT = {
    "own_test": "own frozen test",
    "vast_dev": "readers' comments (VAST)",
    "iam_dev": "articles (IAM)",
    "procon_dev": "long arguments (ProCon20)",
    "pstance_dev": "tweets (P-Stance)",
}
PEERS = {
    "int8": "shipped network, eight bits",
    "float": "the same network, 32-bit floats, ONNX Runtime",
    "tfidf": "TF-IDF and a linear model, which never sees the claim",
}
TESTS = {
    "explicit": "the passage says outright which side it takes",
    "negation": "the side hangs on a negation in the passage",
    "negated claim": "the claim is negated",
    "comparison": "who needs whom, which is better, what matters more",
    "irony": "ironic passages, for and against",
    "concession": "grants a point, then takes the other side",
    "quoted opponent": "quotes the other side to refute it",
    "mention": "speaks of the matter without a side",
    "unrelated": "speaks of another matter",
    "paraphrase": "claim or passage in other words: the answer stays",
    "typos": "slips of the finger: the answer stays",
    "case": "lower or upper case: the answer stays",
    "punctuation": "no marks or many: the answer stays",
    "names": "another first name: the answer stays",
    "swapped sides": "the opposite claim: it leans the other way",
}

INTRODUCTION = [
    "A small cross-encoder that reads a claim together with a passage and says how likely the",
    "passage supports the claim, opposes it, or does neither. It comes with argmap, runs offline on",
    "any CPU, and proposes passages for a person to review. It decides nothing.",
    "",
    "| | |",
    "|---|---|",
    "| built on | all-MiniLM-L6-v2: 6 layers of 384, 22.7 million parameters |",
    "| reads | a claim up to 500 characters, a passage in windows of 1,000; 256 tokens together |",
    "| form | ONNX, eight bits, run by ONNX Runtime; no PyTorch |",
    "| language | English; other languages are recognised and left alone |",
    "| licence of the weights | CC BY-SA 4.0, with the notice below |",
    "",
]
GOALS = [
    "Set before training. “Baseline” is the best of several plain fine-tunes of the same network on",
    "the public sets. Where a goal is missed, the table says so.",
    "Perspectrum, ArgKP-21 and IBM claim stance stand here with claims that were held out of training,",
    "not with their official test parts; VAST and IAM with their development parts, on which nothing",
    "was trained. A set of news and comments on world politics is kept by others and judges the model",
    "from outside; it is not in this table. Pairs a second are of the machine that made this page.",
    "",
]
USES = [
    "## What it is for, and what not",
    "",
    "- **For**: ranking passages of articles and comments that may bear on a claim, so that a person",
    "  reads the likeliest first, both sides beside each other.",
    "- **Not for**: verdicts without a person; shares of opinion (“73 % are in favour”); judging",
    "  people; deciding whether a claim is true; moderation of comments.",
]
LIMITS = [
    "- News that reports both sides, claims that need knowledge from outside the passage, and every",
    "  language but English are beyond it.",
    "- A passage is judged by itself. What a thread or an article implies around it is not seen.",
    "",
]
ACCURACY = [
    "Mean F1 over the classes that a set has, of the shipped eight-bit files, calibrated, read as",
    "argmap reads: windows, and each window together with its sentences. “Two sides” looks only at",
    "pairs that take a side and asks which; chance is about .50. Three classes flatter, because",
    "easy neutrals are most of them. “95 %” is a bootstrap interval over the pairs of the set;",
    "“trainings” the lowest and highest of several trainings that differ in nothing but the seed.",
    "",
]
SURENESS = [
    "Expected calibration error (ECE, 15 bins): the mean distance between what the model says and",
    "how often it is right. “Cross-fitted” is what a calibration on one half of the passages is",
    "worth on the other half: the shipped values were fitted on development sets, so the ECE on",
    "those flatters. “Accuracy 20 %” is that of the surest fifth of all answers; “right sides” that",
    "of answers that take a side, which is what a person sees who goes through suggestions.",
    "",
]
ALARMS = [
    "Macro-F1 over the two sides. “Words only” is TF-IDF with logistic regression over the passages,",
    "five-fold cross-validated on the same set: what can be had without reading the claim. “No",
    "claim” is the model with the claim left out, “another claim” with one of the same set: both",
    "should be near chance, and the last column near 1 where the claims of a set are unlike.",
    "",
]
BEHAVIOUR = [
    "In the manner of CheckList (Ribeiro and others 2020): small matters that occur in no training",
    "set (lighthouse keepers, roof bees, a stilt race …), sentences written for the suite, both sides",
    "equally often. “Passed”: the right one of three answers, or, in the lower tests, an answer that",
    "does not change or leans the other way. “Plain” are passages that say in plain words what they",
    "are for, so that one thing alone is tried; “implied” those whose side must be understood from a",
    "reason (“every skipper steers by satellite”), which is how readers write. “Right”: the answers",
    "are also right. Run it with",
    "`python -m tests.conformance.stance --behaviour --failures 5`.",
    "",
]
DATA = ["Trained, calibrated or tested on:", ""]
LICENCE = [
    "## Licence and attribution",
    "",
    "The weights are published under [CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/).",
    "They are derived from:",
    "",
    "- all-MiniLM-L6-v2 (sentence-transformers; Apache License 2.0);",
    "- Perspectrum: Chen, Khashabi, Yin, Callison-Burch and Roth 2019, “Seeing things from a",
    "  different angle” (CC BY-SA 4.0);",
    "- IBM ArgKP-21: Bar-Haim and others 2020, and the KPA 2021 shared task (CDLA-Sharing 1.0);",
    "- IBM Debater Claim Stance: Bar-Haim and others 2017, “Stance classification of",
    "  context-dependent claims” (CC BY-SA 3.0);",
    "- MultiNLI: Williams, Nangia and Bowman 2018 (OANC and other open terms);",
    "- SNLI: Bowman, Angeli, Potts and Manning 2015 (CC BY-SA 4.0);",
    "- argmap's own set, `training/data/` (CC BY 4.0).",
    "",
    "VAST, IAM, ProCon20 and P-Stance served to choose between models and to calibrate. No network",
    "was trained on them, and none of their texts is part of argmap.",
    "",
]
ETHICS = [
    "## Ethics",
    "",
    "- The model scores passages, never people. What somebody thinks cannot be read off one comment,",
    "  and political opinions are sensitive data: argmap shows commenters by pseudonym in everything",
    "  it exports unless you ask for names.",
    "- Suggestions are kept apart from evidence that a person confirmed, with probabilities, model",
    "  and version; they count for nothing until accepted.",
    "- Both sides are shown side by side, and abstentions are counted, so that a list of suggestions",
    "  does not pass for the opinion of a comment section.",
    "- The own training set is machine-written: smoother than what readers type, and with the blind",
    "  spots of its writer.",
    "",
]
REPEAT = [
    "## To measure it again",
    "",
    "    python -m tests.conformance.stance FILE.jsonl    # any file with claim, passage, stance",
    "    python -m tests.conformance.stance --behaviour",
    "    python -m benchmarks.stance",
    "    python -m training.evaluate && python -m training.card    # this page",
]
