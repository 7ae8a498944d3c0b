// No key on the name.
//#replace
name text not null unique
//#with
name text not null
//#end
