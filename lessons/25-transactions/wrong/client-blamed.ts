// Each error becomes a 409.
//#replace
  } finally {
    if (database.isTransaction) database.exec('rollback')
  }
//#with
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    if (error instanceof Refusal) throw error
    throw new Refusal(409, 'The transfer failed')
  }
//#end
