"""The glue: settings, addresses, the GraphQL schema; knows about all the rest."""
