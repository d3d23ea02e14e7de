# %% [markdown]
# # Three questions to a procedure graph
#
# Which procedures are alike by what may go wrong? Which risk factors touch most of
# them? When is a patient seen again? The graph is that of `sources/` (`make graph`), or
# of the folder that `PROCGRAPH_OUT` names.
#
# This is a plain Python program in the "percent" form: Jupyter (with jupytext), VS Code
# and PyCharm show it as a notebook, and `python docs/notebooks/care.py FOLDER` writes
# its pictures into FOLDER. What is drawn is what documents claim, neither clinical nor
# billing advice.

# %%
import os
import re
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import networkx as nx
import pandas as pd
from matplotlib.ticker import MaxNLocator

import pipeline

GRAPH = os.environ.get("PROCGRAPH_OUT", "outputs")
IS_PROGRAM = "ipykernel" not in sys.modules
PICTURES = Path(sys.argv[1]) if IS_PROGRAM and len(sys.argv) > 1 else Path()
MOST = 12  # rows of a picture
if IS_PROGRAM:
    mpl.use("agg")
    PICTURES.mkdir(parents=True, exist_ok=True)
plt.rcParams.update({"figure.dpi": 110, "font.size": 9, "svg.hashsalt": "procgraph"})


def show(figure: plt.Figure, name: str) -> None:
    """Show *figure* in a notebook, write it to a file elsewhere."""
    figure.tight_layout()
    if IS_PROGRAM:
        figure.savefig(PICTURES / f"{name}.png")
        plt.close(figure)
    else:
        plt.show()


graph = pipeline.load(GRAPH)
labels = nx.get_node_attributes(graph, "label")
facts = pd.DataFrame(
    [
        {"procedure": labels[start], "thing": end, "label": labels[end], **told}
        for start, end, told in graph.edges(data=True)
        if told["kind"] == "statement" and "/procedure/" in start
    ],
    columns=["procedure", "thing", "label", "predicate", "document", "quote"],
)
print(f"{facts['procedure'].nunique()} procedures, {len(facts)} facts")

# %% [markdown]
# ## Procedures alike by complications
#
# Alike are two procedures that share complications, measured as the part of those
# that either has (Jaccard). Things that terminologies know under one concept are one
# thing in the graph, whatever the documents call them.

# %%
risks = facts[facts["predicate"] == "hasComplication"]
sets = risks.groupby("procedure")["thing"].agg(set)
sets = sets[sets.map(len) > 1]
alike = pd.DataFrame(
    [[len(a & b) / len(a | b) for b in sets] for a in sets],
    index=sets.index,
    columns=sets.index,
)
pairs = [
    (one, other, alike.loc[one, other], sets[one] & sets[other])
    for at, one in enumerate(alike.index)
    for other in alike.index[at + 1 :]
    if alike.loc[one, other]
]
pairs.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
for one, other, share, both in pairs[:5]:
    print(f"{share:.2f}  {one} / {other}: {', '.join(sorted(labels[x] for x in both))}")

order = alike.sum().sort_values(ascending=False, kind="stable").index[:MOST]
shown = alike.loc[order, order]
figure, axes = plt.subplots(figsize=(7.5, 6))
if len(shown):
    picture = axes.imshow(shown.where(shown < 1), cmap="viridis", vmin=0)
    figure.colorbar(picture, ax=axes, shrink=0.8)
axes.set_xticks(range(len(shown)), shown.columns, rotation=45, ha="right")
axes.set_yticks(range(len(shown)), shown.index)
axes.set_title("Shared complications, as a part of all that either has")
show(figure, "alike")

# %% [markdown]
# ## The most connected risk factors
#
# How many procedures have it as a risk factor, and how many other things in the graph
# are linked to it (by any fact, in either direction)?

# %%
factors = facts[facts["predicate"] == "hasRiskFactor"]
reach = factors.groupby("thing")["procedure"].nunique().rename("procedures")
table = reach.to_frame()
simple = nx.Graph(graph)
table["neighbours"] = [simple.degree(thing) for thing in table.index]
table.index = [labels[thing] for thing in table.index]
table = table.sort_values(
    ["procedures", "neighbours"], ascending=False, kind="stable"
).head(MOST)
print(table)

figure, axes = plt.subplots(figsize=(7.5, 4))
if len(table):
    table.iloc[::-1].plot.barh(ax=axes, color=["#31688e", "#b5b5b5"])
    axes.legend(loc="lower right")
axes.xaxis.set_major_locator(MaxNLocator(integer=True))  # there is no half of one
axes.set_xlabel("how many")
axes.set_title("Risk factors by procedures that have them")
show(figure, "risk-factors")

# %% [markdown]
# ## Care timelines
#
# A follow-up with a time has the days after the procedure (`offsetDays`), and how the
# text means them (`offsetRelation`). What is `every` three months comes again, for as
# long as the text says (`repeatDuration`), or else for as long as the picture goes:
# those marks are hollow. How long something lasts (`for`) and what comes `before` are
# no visits after it. Each mark stands on the line of its procedure, and its quote is
# one edge away.

# %%
LENGTHS = {"Y": 365.25, "M": 365.25 / 12, "W": 7, "D": 1}
NO_VISITS = {"for", "before"}


def days_of(duration: str) -> float:
    """Return the days of *duration*, in ISO 8601 without hours."""
    parts = re.findall(r"([\d.]+)([YMWD])", duration.partition("T")[0])
    return sum(float(number) * LENGTHS[unit] for number, unit in parts)


def again(days: float, told: dict[str, object], end: float) -> list[float]:
    """Return the days of a visit, which *told* of may come again until *end*."""
    if told.get("offsetRelation") != "every" or days <= 0:
        return [days]
    last = days_of(str(told.get("repeatDuration", ""))) or max(end, 3 * days)
    return [days * time for time in range(1, max(1, round(last / days)) + 1)]


planned = [
    (labels[start], float(graph.nodes[end]["offsetDays"]), graph.nodes[end], told)
    for start, end, told in graph.edges(data=True)
    if told["predicate"] == "hasFollowUp"
    and isinstance(graph.nodes[end].get("offsetDays"), int | float)
    and graph.nodes[end].get("offsetRelation") not in NO_VISITS
]
latest = max((days for _, days, *_ in planned), default=0)
visits = pd.DataFrame(
    [
        {
            "procedure": procedure,
            "days": days,
            "visit": thing["label"],
            "is_open": thing.get("offsetRelation") == "every"
            and "repeatDuration" not in thing,
            "quote": told.get("quote", ""),
        }
        for procedure, first, thing, told in planned
        for days in again(first, thing, latest)
    ],
    columns=["procedure", "days", "visit", "is_open", "quote"],
).sort_values(["procedure", "days"], kind="stable")
print(visits[["procedure", "days", "visit"]].head(MOST).to_string(index=False))

lines = visits["procedure"].drop_duplicates().tolist()
figure, axes = plt.subplots(figsize=(7.5, 0.4 * len(lines) + 1.5))
for at, procedure in enumerate(lines):
    its = visits[visits["procedure"] == procedure]
    axes.plot([0, its["days"].max()], [at, at], color="#b5b5b5", zorder=1)
    filled = ["white" if is_open else "#31688e" for is_open in its["is_open"]]
    axes.scatter(
        its["days"], [at] * len(its), color=filled, edgecolor="#31688e", zorder=2
    )
axes.set_xscale("symlog", linthresh=1)
axes.set_xticks([0, 1, 7, 30, 91, 365], ["0", "1 d", "1 w", "1 m", "3 m", "1 y"])
axes.minorticks_off()
axes.set_yticks(range(len(lines)), lines)
axes.invert_yaxis()
axes.set_xlabel("time after the procedure")
axes.set_title("When patients are seen again")
show(figure, "timelines")
