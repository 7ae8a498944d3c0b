// Reads a part of the list.
//#replace
from notes order by priority desc, id').all()
//#with
from notes order by priority desc, id limit 20').all()
//#end
