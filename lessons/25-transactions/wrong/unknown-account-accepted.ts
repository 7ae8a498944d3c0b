// The money leaves, and nobody notices that it never arrives.
//#replace
{ timeout: 5_000 }
//#with
{ timeout: 5_000, enableForeignKeyConstraints: false }
//#end
//#replace
    if (run(credit, amount, to).changes === 0) throw new Refusal(404, `No account ${to}`)
//#with
    run(credit, amount, to)
//#end
