"""Files that go to other tools and come back: XLIFF and PO for documents, TMX for the memory, TBX for terms."""
