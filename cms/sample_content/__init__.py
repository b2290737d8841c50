"""The sample content: data files, and the loader that makes a site of them.

What the files say of the Alliance itself (dates, names, numbers) is true. Everything else is invented for the
sample: who joined or signed and when, addresses, news and events, laureates of the prize.
"""
