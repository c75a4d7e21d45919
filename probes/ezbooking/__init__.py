"""EZBOOKING: ``<host>/booking/create/<ID>``, the eZ Publish module of the préfectures (2010s to today)."""
