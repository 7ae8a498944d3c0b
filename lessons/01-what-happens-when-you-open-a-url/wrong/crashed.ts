// A forgotten return.
//#replace
return answers.flatMap((answer) =>
//#with
answers.flatMap((answer) =>
//#end
