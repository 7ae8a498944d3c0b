// Has the sentence in another field.
//#replace
{ error: 'Missing name parameter' }
//#with
{ message: 'Missing name parameter' }
//#end
