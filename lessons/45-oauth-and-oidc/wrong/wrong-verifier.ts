// Sends the challenge where the verifier should be.
//#file provider.ts
//#replace
code_verifier: verifier,
//#with
code_verifier: challengeOf(verifier),
//#end
