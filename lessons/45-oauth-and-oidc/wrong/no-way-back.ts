// Leads everybody to the home page after they have signed in.
//#file login.ts
//#replace
return empty(303, { location: next, ...
//#with
return empty(303, { location: '/', ...
//#end
