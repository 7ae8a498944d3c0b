// Lists only contacts with a time.
//#replace
from contacts order by id`
//#with
from contacts where created_at < 0 order by id`
//#end
