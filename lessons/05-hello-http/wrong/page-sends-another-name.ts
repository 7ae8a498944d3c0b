// Always sends Alice.
//#replace
body: JSON.stringify({ name }),
//#with
body: JSON.stringify({ name: 'Alice' }),
//#end
