"""The municipality's database: schema, migrations, transactions, history."""
