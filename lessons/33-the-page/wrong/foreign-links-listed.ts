// Lists the links of the API, too.
//#file store.ts
//#replace
from links where owner = ? order
//#with
from links where owner = ? or owner is null order
//#end
