// Has another name for the field.
//#replace
{ message: `Hello, ${name}!` }
//#with
{ greeting: `Hello, ${name}!` }
//#end
