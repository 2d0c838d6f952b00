// Starts the portal in the page.
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchInputs } from './api/attended.ts'
import { newQueryClient } from './api/queries.ts'
import { router } from './router.tsx'
import { nonce, resolver, theme } from './theme/theme.ts'
import { speakAsBefore } from './words/index.ts'

watchInputs(document)
void speakAsBefore().then(() =>
  createRoot(document.querySelector('#portal') as HTMLElement).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={resolver} defaultColorScheme="auto" getStyleNonce={nonce}>
        <QueryClientProvider client={newQueryClient()}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  ),
)
