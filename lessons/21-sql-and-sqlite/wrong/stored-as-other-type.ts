// Columns without types.
//#replace
    text text not null,
    priority integer not null
  ) strict
//#with
    text not null,
    priority not null
  )
//#end
