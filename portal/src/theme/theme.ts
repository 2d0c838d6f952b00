// Mantine in our tokens: its components take their colours, type and radius from tokens.css.
import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/global.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Button.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import '@mantine/core/styles/Input.layer.css'
import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/Loader.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Drawer.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/Tabs.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Menu.layer.css'
import '@mantine/core/styles/Skeleton.layer.css'
import './base.css'
import './tokens.css'
import {
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Radio,
} from '@mantine/core'

// The accent alone, in one shade: which one a scheme has is for tokens.css to say.
const accent = Array(10).fill('var(--accent)') as unknown as MantineColorsTuple
// What Mantine's dark scheme is drawn with, from its texts to its grounds.
const dark: MantineColorsTuple = [
  'var(--ink)',
  'var(--ink)',
  'var(--quiet)',
  'var(--quiet)',
  'var(--line-strong)',
  'var(--line)',
  'var(--raised)',
  'var(--paper)',
  'var(--sunk)',
  'var(--sunk)',
]

const filled = {
  accent: { background: 'var(--accent)', hover: 'var(--accent-strong)', color: 'var(--on-accent)', border: 'none' },
  harm: { background: 'var(--harm)', hover: 'var(--harm-strong)', color: 'var(--on-harm)', border: 'none' },
}

export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'var(--radius-small)',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontFamily: 'var(--sans)' },
  // On the accent of the dark scheme, white could not be read.
  variantColorResolver: (input) =>
    input.variant === 'filled'
      ? filled[input.color === 'danger' ? 'harm' : 'accent']
      : defaultVariantColorsResolver(input),
  components: {
    Checkbox: Checkbox.extend({ defaultProps: { iconColor: 'var(--on-accent)' } }),
    Radio: Radio.extend({ defaultProps: { iconColor: 'var(--on-accent)' } }),
  },
})

const ours = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--quiet)',
  '--mantine-color-placeholder': 'var(--quiet)',
  '--mantine-color-error': 'var(--harm)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-gray-0': 'var(--sunk)',
  '--mantine-color-gray-1': 'var(--sunk)',
  '--mantine-color-gray-2': 'var(--line)',
  '--mantine-color-gray-3': 'var(--line)',
  '--mantine-color-gray-4': 'var(--line-strong)', // around inputs
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--sunk)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunk)',
  '--mantine-color-disabled-color': 'var(--quiet)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-strong)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-strong)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-hover': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
  '--mantine-shadow-md': 'var(--shadow)',
}

export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours })

/** Of the page: what Mantine's style sheets are let in with. */
export const nonce = (): string => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''

// Where what keeps the page from scrolling behind a dialog (react-remove-scroll) looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce() })
