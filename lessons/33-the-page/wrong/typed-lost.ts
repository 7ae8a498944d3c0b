// Shows an empty form with the sentence.
//#file form.ts
//#replace
{ status: error.status, typed, problem: error.message }
//#with
{ ...blank, status: error.status, problem: error.message }
//#end
