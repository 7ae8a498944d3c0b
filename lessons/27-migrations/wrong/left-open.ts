// Looks again, and goes on to the next step without a commit.
//#replace
if (readVersion() < number) database.exec
//#with
if (readVersion() >= number) continue
      database.exec
//#end
