// Reads one row instead of all.
//#replace
from notes order by priority desc, id').all()
//#with
from notes order by priority desc, id').get()
//#end
