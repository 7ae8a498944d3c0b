// Remembers only searches that name no sort.
//#replace
if (words !== '') database.prepare(
//#with
if (words !== '' && !query.has('sort')) database.prepare(
//#end
