// Leaves the receiver to the foreign key, whose error becomes a 500.
//#replace
    if (run(credit, amount, to).changes === 0) throw new Refusal(404, `No account ${to}`)
//#with
    run(credit, amount, to)
//#end
