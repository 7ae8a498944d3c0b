// What people build passwords from when a form makes them: words that come to mind first, and rows
// of keys. Only the roots: commonPasswords.ts knows what is done to them. Lesson 30 (passwords).

function list(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

/** Words and first names, in small letters. */
export const commonWords = list(`
  pass password passwort passw passwd passcode word secret secure login logon signin access
  account admin administrator root user username guest test tester testing temp default change
  changeme letmein master system server computer internet windows samsung google facebook apple
  microsoft network hacker security private public office work company welcome hello hallo hola
  bonjour contrasena motdepasse senha parola geheim schatz hejsan qwerty azerty asdf zxcv
  keyboard me my you love hate loves lover loveme iloveyou loveyou forever ever always never baby
  babe babygirl sweet sweetie sweetheart honey darling kiss sexy hottie beautiful beauty pretty
  cutie lovely angel heaven jesus christ god bless blessed faith lord bible church hope peace
  happy smile lucky life live dream friend friends family mother father mommy daddy brother
  sister girl boy man woman king queen prince princess knight lady boss killer hunter ninja
  pirate warrior soldier ranger sniper gangster player gamer rocker rockstar star super superstar
  superman batman spiderman ironman wonder hero legend magic wizard merlin gandalf frodo matrix
  starwars startrek skywalker vader yoda pokemon pikachu naruto sonic mario zelda minecraft
  fortnite roblox warcraft counter strike xbox playstation nintendo disney mickey minnie snoopy
  garfield tweety barbie spongebob simpson scooby dragon monkey tiger lion eagle falcon hawk
  phoenix wolf bear panther shark dolphin butterfly bunny rabbit horse pony kitty kitten cat dog
  doggy puppy buddy bird chicken turtle spider snake scorpion cowboy cowboys rainbow sunshine
  sunflower sunny moon moonlight snow snowball winter summer spring autumn flower rose lily daisy
  jasmine cherry apple orange banana lemon peach strawberry blueberry chocolate cookie cookies
  cheese candy sugar coffee pepper ginger cinnamon pumpkin peanut red blue green black white
  silver gold golden purple pink yellow diamond crystal ruby amber fire thunder lightning storm
  shadow night dark light midnight ghost demon devil evil death hell freedom money cash dollar
  rich casino poker london paris berlin america canada mexico brasil england france germany india
  china japan texas florida boston chicago dallas denver phoenix newyork football baseball
  basketball soccer hockey tennis golf golfer swimming skate skater surfer fishing arsenal
  chelsea liverpool barcelona realmadrid juventus manchester united yankees lakers steelers
  eagles packers raiders patriots ferrari porsche mercedes mustang corvette camaro harley yamaha
  honda toyota nissan subaru guitar drums music metal rock punk metallica slipknot nirvana eminem
  beatles blink marlboro whatever nothing something anything trustno trust fuck fucker fuckyou
  shit bitch asshole bullshit butthead pussy stupid hardcore big bad cool world earth ball fish
  key gate mountain river ocean elephant wolverine swordfish maverick valentine cola coca pizza
  summertime kawasaki chevelle redsox cristiano ronaldo messi gfhjkm monday tuesday wednesday
  thursday friday saturday sunday january february march april june july august september october
  november december one two three four five six seven eight nine zero michael jennifer jessica
  jordan ashley daniel andrew joshua michelle charlie thomas matthew robert anthony nicole hannah
  amanda samantha alexander alexandra alexis alex william george maggie david james john joseph
  richard steven stephen patrick kevin brian jason justin brandon tyler ryan austin dylan jackson
  mason cameron taylor morgan bailey rachel rebecca sarah laura lauren emily emma olivia sophie
  sophia anna maria martin peter paul mark marcus nicolas nicholas oliver oscar max sam samuel
  benjamin jonathan christian christopher christina christine stephanie victoria veronica vanessa
  melissa danielle natalie natasha elizabeth barbara patricia katherine heather monica sandra
  andrea claudia carolina carlos antonio fernando francisco alejandro eduardo roberto ricardo
  sebastian gabriel rafael diego lucas isabella gabriela daniela valentina mohamed ahmed chris
  mike joe jack harry louis eric albert edward dennis donald gregory vincent arthur`)

/** Runs along a keyboard, the alphabet and the digits; three keys of one are enough for a piece. */
export const commonRows = list(`
  abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm
  azertyuiop qsdfghjklm wxcvbn !@#$%^&*()_+ 1qaz2wsx3edc4rfv5tgb6yhn7ujm 1qazxsw23edcvfr4
  qazwsxedcrfvtgbyhnujmikolp qazxswedcvfr 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6 1a2b3c4d5e6f7g
  a1b2c3d4e5f6g7 1a2s3d4f5g6h 147258369 741852963 159357 159753 147896325 13579 24680`)
