// Lists nobody's links too.
//#file store.ts
//#replace
from links where user = ? order
//#with
from links where user = ? or user is null order
//#end
