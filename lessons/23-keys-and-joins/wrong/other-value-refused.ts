// Names are compared without their case.
//#replace
name text not null unique
//#with
name text not null unique collate nocase
//#end
