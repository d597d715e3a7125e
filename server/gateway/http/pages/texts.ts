/** The pages' words. Strings may hold markup of ours; what comes from elsewhere is put in by the page, escaped. */
const en = {
  join: {
    title: 'You are invited',
    server: 'to chat on',
    local: 'This invite works on this computer only: the server has no public address yet.',
    incomplete: 'This address is not a whole invite: its end, after “#”, is missing. Ask for the link again.',
    steps: [
      {
        title: 'Get the extension',
        text: 'Backchannel lives in your browser’s toolbar. <a class="button quiet" href="get">Get Backchannel</a>',
      },
      {
        title: 'Copy this invite link',
        text: 'It is for you: do not pass it on. Only your browser knows the part after “#”.',
      },
      {
        title: 'Join',
        text: 'Open Backchannel in the toolbar and paste the link. Or click its button while you are on this page: it offers the invite by itself.',
      },
    ],
    link: 'Invite link',
    copy: 'Copy the link',
    copied: 'Copied',
    byHand: 'Press Ctrl+C to copy',
    noScript: 'Copy the address of this page from the address bar.',
  },
  message: {
    title: 'A message in Backchannel',
    lead: 'This address leads to a message. Only members of its room can read it, in the extension.',
    steps: [
      {
        title: 'Open it',
        text: 'Click Backchannel in the toolbar while you are on this page: it opens at the message.',
      },
      {
        title: 'No Backchannel in the toolbar?',
        text: 'Get the extension, and ask whoever gave you this address for an invite. <a class="button quiet" href="../../get">Get Backchannel</a>',
      },
    ],
  },
  get: {
    title: 'Get Backchannel',
    lead: 'Chat and notifications in your browser’s toolbar.',
    yours: 'For this browser',
    other: 'For another browser',
    download: 'Download',
    checksum: 'SHA-256',
    missing:
      'The package is not here yet. Whoever runs this server makes it with <code>npm run package</code>.',
    browsers: { chrome: 'Chromium, Chrome, Edge, Brave', firefox: 'Firefox' },
    steps: {
      chrome: [
        'Unpack the downloaded file into a folder that stays.',
        'Open <code>chrome://extensions</code> and switch on <b>Developer mode</b>.',
        'Choose <b>Load unpacked</b> and pick the folder.',
        'Pin Backchannel: the puzzle piece in the toolbar, then the pin.',
      ],
      firefox: [
        'Open <code>about:debugging</code> and choose <b>This Firefox</b>.',
        'Choose <b>Load Temporary Add-on</b> and pick the downloaded file.',
        'Firefox forgets a temporary add-on when it closes. To keep it, ask whoever runs this server for the signed XPI.',
      ],
    },
  },
}

export type PageTexts = typeof en

const ko: PageTexts = {
  join: {
    title: '초대를 받았어요',
    server: '대화할 서버',
    local: '이 초대는 이 컴퓨터에서만 쓸 수 있어요. 서버에 아직 공개 주소가 없어요.',
    incomplete: '초대 링크가 온전하지 않아요. “#” 뒷부분이 없어요. 링크를 다시 받아 주세요.',
    steps: [
      {
        title: '확장 프로그램 받기',
        text: 'Backchannel은 브라우저 툴바에서 동작해요. <a class="button quiet" href="get">Backchannel 받기</a>',
      },
      {
        title: '초대 링크 복사하기',
        text: '나에게 온 초대이니 다른 사람에게 넘기지 마세요. “#” 뒷부분은 내 브라우저만 알아요.',
      },
      {
        title: '참여하기',
        text: '툴바에서 Backchannel을 열고 링크를 붙여 넣으세요. 이 페이지를 연 채로 버튼을 누르면 초대가 저절로 나타나요.',
      },
    ],
    link: '초대 링크',
    copy: '링크 복사',
    copied: '복사했어요',
    byHand: 'Ctrl+C를 눌러 복사하세요',
    noScript: '주소창에서 이 페이지의 주소를 복사하세요.',
  },
  message: {
    title: 'Backchannel 메시지',
    lead: '메시지로 가는 주소예요. 그 방에 있는 사람만 확장 프로그램에서 읽을 수 있어요.',
    steps: [
      {
        title: '메시지 열기',
        text: '이 페이지를 연 채로 툴바에서 Backchannel을 누르세요. 메시지가 있는 곳에서 열려요.',
      },
      {
        title: '툴바에 Backchannel이 없나요?',
        text: '확장 프로그램을 받고, 이 주소를 준 사람에게 초대를 요청하세요. <a class="button quiet" href="../../get">Backchannel 받기</a>',
      },
    ],
  },
  get: {
    title: 'Backchannel 받기',
    lead: '브라우저 툴바에서 대화하고 알림을 받으세요.',
    yours: '지금 쓰는 브라우저용',
    other: '다른 브라우저용',
    download: '내려받기',
    checksum: 'SHA-256',
    missing: '아직 패키지가 없어요. 서버 운영자가 <code>npm run package</code>로 만들어요.',
    browsers: { chrome: 'Chromium, Chrome, Edge, Brave', firefox: 'Firefox' },
    steps: {
      chrome: [
        '내려받은 파일의 압축을 지우지 않을 폴더에 푸세요.',
        '<code>chrome://extensions</code>를 열고 <b>개발자 모드</b>를 켜세요.',
        '<b>압축해제된 확장 프로그램을 로드합니다</b>를 누르고 그 폴더를 고르세요.',
        '툴바의 퍼즐 모양을 누른 뒤 Backchannel을 고정하세요.',
      ],
      firefox: [
        '<code>about:debugging</code>을 열고 <b>이 Firefox</b>를 고르세요.',
        '<b>임시 부가 기능 로드</b>를 누르고 내려받은 파일을 고르세요.',
        '임시 부가 기능은 Firefox를 닫으면 사라져요. 계속 쓰려면 서버 운영자에게 서명된 XPI를 요청하세요.',
      ],
    },
  },
}

export type Language = 'en' | 'ko'
export const texts: Record<Language, PageTexts> = { en, ko }

/** Of Accept-Language this much is looked at: browsers send less than 100 characters. */
const ACCEPT_LANGUAGE_MAX = 256

/** The first of ours in the browser's order; that order is taken as written, weights aside. */
export function chooseLanguage(acceptLanguage = ''): Language {
  const wanted = acceptLanguage
    .slice(0, ACCEPT_LANGUAGE_MAX)
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
  return wanted.find((code): code is Language => code === 'en' || code === 'ko') ?? 'en'
}
