// Lists the links of all users for each of them.
//#file store.ts
//#replace
links where user = ? order
//#with
links where ? and user is not null order
//#end
