// Refuses another type with a general status.
//#replace
throw new Refusal(415,
//#with
throw new Refusal(400,
//#end
