import {
  FilesBrowser,
  HistoryTable,
  PlanPicker,
  QuotaCard,
  StorageUsage,
  UpgradePrompt,
  UploadPanel,
} from '@holdfast/react-uploader';
import { type ReactElement, useEffect, useRef } from 'react';
import { DocumentTitle } from './document-title.tsx';
import { useLanguage } from './language-context.ts';
import { LanguageSelect } from './language-select.tsx';
import { PageLink } from './page-link.tsx';
import { goTo, type PagePath, pages, paths, usePage } from './router.ts';
import type { ParsedSettings } from './settings.ts';
import { SettingsForm } from './settings-form.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

const intros = {
  '/': { title: 'uploadTitle', text: 'uploadIntro' },
  '/files': { title: 'filesTitle', text: 'filesIntro' },
  '/history': { title: 'historyTitle', text: 'historyIntro' },
  '/storage': { title: 'storageTitle', text: 'storageIntro' },
  '/plan': { title: 'planTitle', text: 'planIntro' },
} as const satisfies Record<PagePath, { readonly title: string; readonly text: string }>;

export function App({ parsed }: { readonly parsed: ParsedSettings }): ReactElement {
  const page = usePage();
  const { say } = useLanguage().wording;
  return (
    <>
      <DocumentTitle pageName={say(pages[page])} />
      <header className="site-header">
        <div className="site-header-row">
          <p className="brand">
            <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
              <rect width="32" height="32" rx="9" />
              <path d="M16 25V9m0 0-5 5m5-5 5 5M8 25h16" />
            </svg>
            <span>Holdfast</span>
          </p>
          <nav aria-label={say('pages')}>
            {paths.map((path) => (
              <PageLink key={path} path={path} />
            ))}
          </nav>
          <LanguageSelect />
          <ThemeToggle />
        </div>
      </header>
      <div className="columns">
        <main>
          <PageHeading page={page} />
          <PageContent page={page} parsed={parsed} />
        </main>
        <aside aria-label={say('sideColumn')}>
          <QuotaCard />
          <UpgradePrompt />
          <SettingsForm parsed={parsed} />
        </aside>
      </div>
    </>
  );
}

interface PageContentProps {
  readonly page: PagePath;
  readonly parsed: ParsedSettings;
}

function PageContent({ page, parsed }: PageContentProps): ReactElement {
  const { say } = useLanguage().wording;
  const detailFields = [
    { name: 'title', label: say('detailTitle') },
    { name: 'description', label: say('detailDescription'), multiline: true },
    {
      name: 'license',
      label: say('detailLicense'),
      choices: [
        { value: 'all-rights', label: say('licenseAll') },
        { value: 'cc-by', label: 'CC BY' },
        { value: 'cc0', label: 'CC0' },
      ],
    },
  ];
  switch (page) {
    case '/':
      return (
        <UploadPanel
          paste="page"
          selectable
          reorderable
          detailFields={detailFields}
          uploadOptions={parsed.uploadOptions}
          onManageFiles={() => goTo('/files')}
        />
      );
    case '/files':
      return <FilesBrowser />;
    case '/history':
      return <HistoryTable />;
    case '/storage':
      return <StorageUsage />;
    case '/plan':
      return <PlanPicker />;
  }
}

/** A page that was gone to says so: the focus starts at its heading. The first page leaves it to the browser. */
function PageHeading({ page }: { readonly page: PagePath }): ReactElement {
  const { say } = useLanguage().wording;
  const heading = useRef<HTMLHeadingElement>(null);
  const shownPage = useRef(page);
  useEffect(() => {
    if (shownPage.current === page) return;
    shownPage.current = page;
    heading.current?.focus();
  }, [page]);
  return (
    <div className="page-heading">
      <h1 ref={heading} tabIndex={-1}>
        {say(intros[page].title)}
      </h1>
      <p>{say(intros[page].text)}</p>
    </div>
  );
}
