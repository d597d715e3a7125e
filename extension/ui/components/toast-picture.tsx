import { useWords } from '../i18n/text.ts'
import './toast-picture.css'

/** A drawing of a page with a notification on it: it says nothing that the text beside it does not. */
export function ToastPicture() {
  const { text } = useWords()
  return (
    <div class="toast-picture" aria-hidden="true">
      <div class="picture-bar">
        <i />
        <i />
        <i />
        <b />
      </div>
      <div class="picture-page">
        <i />
        <i />
        <i />
        <i />
        <div class="picture-toast">
          <p>
            <strong>Mina</strong> <span>{text('toastIn', 'general')}</span>
          </p>
          <p>{text('toastSample')}</p>
          <div>
            <span>{text('toastDismiss')}</span>
            <span class="picture-open">{text('toastOpen')}</span>
          </div>
        </div>
      </div>
    </div>
  )
}
