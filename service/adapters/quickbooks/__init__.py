"""QuickBooks Online: the company's connection, its names, and the unsent invoices we put there.

Import the file that is meant (`books`, `connector`, `settings`): the packages behind them are heavy.
"""
