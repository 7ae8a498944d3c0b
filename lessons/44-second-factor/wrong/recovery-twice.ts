// Looks for a recovery code, waits for something, and removes it.
//#file secondFactors.ts
//#replace
  useCode(user: number, code: string): boolean
//#with
  useCode(user: number, code: string): Promise<boolean>
//#end
//#replace
  const useRecovery = database.prepare(
    'delete from recovery_codes where user = ? and code_hash = ?')
//#with
  const findRecovery = database.prepare(
    'select user from recovery_codes where user = ? and code_hash = ?')
  const useRecovery = database.prepare(
    'delete from recovery_codes where user = ? and code_hash = ?')
//#end
//#replace
    useCode(user, code) {
      const typed = normalize(code)
      return useAppCode(user, typed, false)
        || useRecovery.run(user, hashToken(typed)).changes > 0
    },
//#with
    async useCode(user, code) {
      const typed = normalize(code)
      if (useAppCode(user, typed, false)) return true
      const isThere = findRecovery.get(user, hashToken(typed)) !== undefined
      await new Promise((resolve) => setTimeout(resolve, 1))
      useRecovery.run(user, hashToken(typed))
      return isThere
    },
//#end
//#file oneTimeTokens.ts
//#replace
      removeAll.run(user, purpose)
      return user
//#with
      if (purpose !== 'second-factor') removeAll.run(user, purpose)
      return user
//#end
//#file secondStep.ts
//#replace
export function finishSignIn(parts: SecondStepParts, value: unknown): User {
//#with
export async function finishSignIn(parts: SecondStepParts, value: unknown): Promise<User> {
//#end
//#replace
  checkCode(parts, id, fields.code)
//#with
  await checkCode(parts, id, fields.code)
//#end
//#replace
export function checkCode(
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown,
): void {
//#with
export async function checkCode(
  { buckets, secondFactors }: SecondStepParts, user: number, code: unknown,
): Promise<void> {
//#end
//#replace
  if (!secondFactors.useCode(
//#with
  if (!await secondFactors.useCode(
//#end
//#file sessionRoutes.ts
//#replace
const user = finishSignIn(
//#with
const user = await finishSignIn(
//#end
//#file tokenRoutes.ts
//#replace
const user = finishSignIn(
//#with
const user = await finishSignIn(
//#end
//#file loginCode.ts
//#replace
const user = finishSignIn(
//#with
const user = await finishSignIn(
//#end
//#file secondFactorRoutes.ts
//#replace
    checkCode(parts, user.id, fields.code)
//#with
    await checkCode(parts, user.id, fields.code)
//#end
