// The types of the columns are only a recommendation.
//#replace
) strict
//#with
)
//#end
