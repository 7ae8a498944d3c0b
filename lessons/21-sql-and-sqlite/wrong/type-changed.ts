// The column for the number has text.
//#replace
priority integer not null
//#with
priority text not null
//#end
