"""The lake: facts as Parquet files in QUEN_HOME/lake, for measures that read all of them.

Purchases, lines and returns lie in one part per calendar month of the business; a reader of the story writes anew the
months that new events touch, so every part is always whole. `manifest.json` names the parts in force. Files are
written first, then the manifest is replaced in one step: who reads sees the lake before or after an update, never in
between, and an update killed half way leaves the lake as it was.

Facts keep the customer they were recorded for. The small table `merged` says whom she counts as now, and is joined
while reading (`read.py`): a merge or its undoing rewrites one small file instead of every month she ever bought in.
"""
