// An inner join.
//#replace
from authors left join books on books.author = authors.id
//#with
from authors join books on books.author = authors.id
//#end
