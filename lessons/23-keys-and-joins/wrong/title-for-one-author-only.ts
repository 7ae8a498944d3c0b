// The title alone is unique.
//#replace
    title text not null,
    unique (author, title)
//#with
    title text not null unique
//#end
