// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/help.hpp"

#include "views/core/controls.hpp"
#include "views/core/icons.hpp"
#include "views/core/rows.hpp"

#include <QApplication>
#include <QCursor>
#include <QDesktopServices>
#include <QDirIterator>
#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QListWidget>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTextBlock>
#include <QTextTable>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <vector>

namespace rarebit::gui {

using views::color;
using views::Text;
using views::Theme;
using views::Token;

namespace {

const QString root = QStringLiteral(":/help/");
const QString firstPage = QStringLiteral("start");
constexpr int widestText = 720;

struct Page {
    QString name, title, text;
};

QString sectionTitle(const QString& folder) {
    static const std::map<QString, const char*> titles{
        {"", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "General")},
        {"window", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "The window")},
        {"views", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "Views")},
        {"assets", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "Kinds of files")},
        {"methods", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "Methods")},
        {"metrics", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "Metrics")},
        {"studies", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "Studies")},
        {"formats", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "Formats of Rarebit")},
        {"developers", QT_TRANSLATE_NOOP("rarebit::gui::HelpBrowser", "For developers")}};
    const auto found = titles.find(folder);
    return found == titles.end() ? folder : HelpBrowser::tr(found->second);
}

// Sections as a reader needs them; folders that nobody named come last.
int sectionRank(const QString& folder) {
    static const QStringList order{
        "", "window", "views", "assets", "methods", "metrics", "studies", "formats", "developers"};
    const auto at = order.indexOf(folder);
    return at < 0 ? int(order.size()) : int(at);
}

QString folderOf(const QString& page) {
    return page.contains(QLatin1Char('/')) ? page.section(QLatin1Char('/'), 0, -2) : QString();
}

const std::vector<Page>& allPages() {
    static const std::vector<Page> all = [] {
        std::vector<Page> out;
        for (QDirIterator it(root, {"*.md"}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            const QString path = it.next();
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly)) continue;
            Page page{path.mid(root.size()).chopped(3), {}, QString::fromUtf8(file.readAll())};
            const QString first = page.text.section(QLatin1Char('\n'), 0, 0);
            page.title = first.startsWith(QLatin1String("# ")) ? first.mid(2) : page.name;
            page.title.remove(QLatin1Char('`'));
            out.push_back(std::move(page));
        }
        std::ranges::sort(out, [](const Page& a, const Page& b) {
            const QString left = folderOf(a.name), right = folderOf(b.name);
            if (left != right)
                return std::pair(sectionRank(left), left) < std::pair(sectionRank(right), right);
            if ((a.name == firstPage) != (b.name == firstPage)) return a.name == firstPage;
            return a.title.compare(b.title, Qt::CaseInsensitive) < 0;
        });
        return out;
    }();
    return all;
}

const Page* pageNamed(const QString& name) {
    const auto& all = allPages();
    const auto found = std::ranges::find(all, name, &Page::name);
    return found == all.end() ? nullptr : &*found;
}

QUrl urlOf(const QString& page) {
    return QUrl(QStringLiteral("qrc:/help/") + page + QStringLiteral(".md"));
}
QString pageOf(const QUrl& url) {
    const QString path = url.path();
    return path.startsWith(QLatin1String("/help/")) ? path.mid(6).chopped(3) : QString();
}

std::map<QString, QString>& additions() {
    static std::map<QString, QString> all;
    return all;
}

// A line of the page with the first of the words, for the list of what was found.
QString lineWith(const Page& page, const QStringList& words) {
    for (const QString& line : page.text.split(QLatin1Char('\n')))
        for (const QString& word : words)
            if (!line.startsWith(QLatin1Char('#')) && line.contains(word, Qt::CaseInsensitive))
                return line.trimmed();
    return {};
}

} // namespace

QString helpFor(const QWidget* widget) {
    for (; widget; widget = widget->parentWidget())
        if (const QString page = widget->property("helpPage").toString(); !page.isEmpty()) return page;
    return {};
}

QString helpHere() {
    const QString under = helpFor(QApplication::widgetAt(QCursor::pos()));
    return under.isEmpty() ? helpFor(QApplication::focusWidget()) : under;
}

HelpText::HelpText(QWidget* parent) : QTextBrowser(parent) {
    setObjectName(QStringLiteral("helpText"));
    setAccessibleName(tr("Help page"));
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    document()->setDocumentMargin(0);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        const QUrl whole = source().resolved(url);
        if (whole.scheme() == QLatin1String("qrc"))
            setSource(whole, QTextDocument::MarkdownResource);
        else
            QDesktopServices::openUrl(whole);
    });
    connect(&Theme::get(), &Theme::changed, this, [this] {
        const int at = verticalScrollBar()->value();
        reload();
        verticalScrollBar()->setValue(at);
    });
}

void HelpText::doSetSource(const QUrl& url, QTextDocument::ResourceType type) {
    QTextBrowser::doSetSource(
        url, type == QTextDocument::UnknownResource ? QTextDocument::MarkdownResource : type
    );
    dressPage();
    markWords(words_);
}

void HelpText::addToPage(const QString& page, const QString& markdown) {
    additions()[page] = markdown;
}

QVariant HelpText::loadResource(int type, const QUrl& name) {
    const QVariant text = QTextBrowser::loadResource(type, name);
    const auto found = additions().find(pageOf(name));
    return found == additions().end() ? text : text.toByteArray() + found->second.toUtf8();
}

// Markdown has no style sheet: the page's formats are set one by one.
void HelpText::dressPage() {
    setFont(views::font(Text::body));
    QTextDocument* page = document();
    page->setDefaultFont(views::font(Text::body));
    QTextCursor whole(page);
    whole.beginEditBlock();
    QVector<QTextTable*> tables;
    for (QTextBlock block = page->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        const bool code = format.hasProperty(QTextFormat::BlockCodeFence) ||
                          format.hasProperty(QTextFormat::BlockCodeLanguage) || format.nonBreakableLines();
        auto* table = cursor.currentTable();
        if (table && !tables.contains(table)) tables += table;
        format.setTopMargin(level > 1 ? 14 : 0);
        format.setBottomMargin(table ? 0 : level > 0 ? 6 : code ? 0 : block.textList() ? 4 : 10);
        format.setLineHeight(code ? 100 : 130, QTextBlockFormat::ProportionalHeight);
        if (code) format.setBackground(color(Token::raised));
        cursor.setBlockFormat(format);
        // Setting a format joins and parts the fragments: all of them are noted first.
        struct Piece {
            int position, length;
            QTextCharFormat look;
        };
        std::vector<Piece> pieces;
        for (auto it = block.begin(); !it.atEnd(); ++it)
            pieces.push_back({it.fragment().position(), it.fragment().length(), it.fragment().charFormat()});
        for (auto& [position, length, look] : pieces) {
            QTextCursor span(page);
            span.setPosition(position);
            span.setPosition(position + length, QTextCursor::KeepAnchor);
            const bool mono = code || look.fontFixedPitch();
            const bool strong = look.fontWeight() >= QFont::DemiBold;
            const Text role = level == 1   ? Text::heading
                              : level == 2 ? Text::title
                              : level > 2  ? Text::strong
                              : mono       ? Text::number
                              : strong     ? Text::strong
                                           : Text::body;
            look.setFont(views::font(role));
            look.clearProperty(QTextFormat::FontSizeAdjustment);
            look.setFontUnderline(look.isAnchor());
            look.setForeground(color(look.isAnchor() ? Token::accent : Token::text));
            if (mono && !code && level == 0) look.setBackground(color(Token::raised));
            span.setCharFormat(look);
        }
    }
    for (QTextTable* table : tables) {
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderCollapse(true);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(color(Token::hair));
        format.setCellPadding(5);
        format.setTopMargin(4);
        format.setBottomMargin(12);
        table->setFormat(format);
        for (int column = 0; column < table->columns(); ++column) {
            QTextTableCell cell = table->cellAt(0, column);
            QTextCharFormat look = cell.format();
            look.setBackground(color(Token::raised));
            cell.setFormat(look);
        }
    }
    whole.endEditBlock();
    moveCursor(QTextCursor::Start);
}

void HelpText::markWords(const QStringList& words) {
    words_ = words;
    QList<ExtraSelection> marks;
    for (const QString& word : words)
        for (QTextCursor at = document()->find(word); !at.isNull(); at = document()->find(word, at)) {
            ExtraSelection mark;
            mark.cursor = at;
            mark.format.setBackground(color(Token::warnBg));
            mark.format.setForeground(color(Token::text));
            marks += mark;
        }
    setExtraSelections(marks);
}

void HelpText::resizeEvent(QResizeEvent* event) {
    // Long lines are hard to read: the text keeps its width, at the left.
    const int width = Theme::get().scaled(widestText);
    const int whole = this->width();
    setViewportMargins(24, 16, std::max(24, whole - 24 - width), 0);
    QTextBrowser::resizeEvent(event);
}

HelpBrowser::HelpBrowser(QWidget* parent)
    : QWidget(parent, Qt::Window), text_(new HelpText), tree_(new QTreeWidget), found_(new QListWidget),
      side_(new QStackedWidget), search_(new views::SearchField(tr("Search the help"))),
      back_(views::iconButton(QStringLiteral("arrow-left"), tr("Back"))),
      forward_(views::iconButton(QStringLiteral("arrow-right"), tr("Forward"))) {
    setObjectName(QStringLiteral("help"));
    setWindowTitle(tr("Rarebit help"));
    resize(980, 680);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(4, 4, 4, 4);
    auto* home = views::iconButton(QStringLiteral("house"), tr("First page"));
    bar->addWidget(back_);
    bar->addWidget(forward_);
    bar->addWidget(home);
    bar->addStretch(1);
    search_->setObjectName(QStringLiteral("helpSearch"));
    search_->setMinimumWidth(Theme::get().scaled(280));
    bar->addWidget(search_);
    column->addLayout(bar);

    auto* splitter = new QSplitter;
    const auto card = [&](QWidget* body) {
        auto* out = new views::Card;
        auto* inside = new QVBoxLayout(out);
        inside->setContentsMargins(0, 4, 0, 0);
        inside->addWidget(body);
        views::roundCorners(body);
        splitter->addWidget(out);
    };
    side_->addWidget(tree_);
    side_->addWidget(found_);
    card(side_);
    card(text_);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({264, 700});
    column->addWidget(splitter, 1);

    views::dressTree(tree_);
    tree_->setObjectName(QStringLiteral("helpTree"));
    tree_->setAccessibleName(tr("Pages"));
    tree_->setHeaderHidden(true);
    tree_->setSelectionMode(QAbstractItemView::SingleSelection);
    found_->setObjectName(QStringLiteral("helpFound"));
    found_->setAccessibleName(tr("Pages found"));
    fillTree();

    connect(tree_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        const QString name = item ? item->data(0, Qt::UserRole).toString() : QString();
        if (!name.isEmpty() && tree_->hasFocus()) open(name);
    });
    connect(found_, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item)
            text_->setSource(urlOf(item->data(Qt::UserRole).toString()), QTextDocument::MarkdownResource);
    });
    connect(search_, &QLineEdit::textChanged, this, &HelpBrowser::search);
    connect(search_, &QLineEdit::returnPressed, this, [this] { text_->setFocus(); });
    connect(back_, &QToolButton::clicked, text_, &QTextBrowser::backward);
    connect(forward_, &QToolButton::clicked, text_, &QTextBrowser::forward);
    connect(home, &QToolButton::clicked, this, [this] { open(firstPage); });
    connect(text_, &QTextBrowser::backwardAvailable, back_, &QWidget::setEnabled);
    connect(text_, &QTextBrowser::forwardAvailable, forward_, &QWidget::setEnabled);
    connect(text_, &QTextBrowser::sourceChanged, this, &HelpBrowser::follow);
    back_->setEnabled(false);
    forward_->setEnabled(false);
    connect(new QShortcut(QKeySequence::Back, this), &QShortcut::activated, text_, &QTextBrowser::backward);
    connect(new QShortcut(QKeySequence::Forward, this), &QShortcut::activated, text_, &QTextBrowser::forward);
    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, search_, [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    open(firstPage);
}

void HelpBrowser::fillTree() {
    QTreeWidgetItem* section = nullptr;
    QString folder;
    for (const Page& page : allPages()) {
        if (!section || folderOf(page.name) != folder) {
            folder = folderOf(page.name);
            section = new QTreeWidgetItem(tree_, {sectionTitle(folder)});
            section->setIcon(0, views::icon(QStringLiteral("journal-text")));
            section->setExpanded(folder.isEmpty() || folder == QLatin1String("views"));
        }
        auto* item = new QTreeWidgetItem(section, {page.title});
        item->setData(0, Qt::UserRole, page.name);
        item->setToolTip(0, page.title);
    }
}

void HelpBrowser::open(const QString& name) {
    text_->setSource(urlOf(exists(name) ? name : firstPage), QTextDocument::MarkdownResource);
}

QString HelpBrowser::page() const {
    return pageOf(text_->source());
}

// The tree shows which page is open, also after a link.
void HelpBrowser::follow(const QUrl& url) {
    const QString shown = pageOf(url);
    setWindowTitle(tr("%1 – Rarebit help").arg(title(shown)));
    for (QTreeWidgetItemIterator it(tree_); *it; ++it)
        if ((*it)->data(0, Qt::UserRole).toString() == shown) tree_->setCurrentItem(*it);
}

void HelpBrowser::search(const QString& text) {
    if (search_->text() != text) {
        search_->setText(text); // calls again
        return;
    }
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    side_->setCurrentIndex(words.isEmpty() ? 0 : 1);
    found_->clear();
    text_->markWords(words);
    if (words.isEmpty()) return;
    std::vector<std::pair<int, const Page*>> hits; // rank, page: a word in the title comes first
    for (const Page& page : allPages()) {
        int rank = 0;
        const bool all = std::ranges::all_of(words, [&](const QString& word) {
            if (page.title.contains(word, Qt::CaseInsensitive)) return true;
            ++rank;
            return page.text.contains(word, Qt::CaseInsensitive);
        });
        if (all) hits.emplace_back(rank, &page);
    }
    std::ranges::stable_sort(hits, {}, &std::pair<int, const Page*>::first);
    for (const auto& [rank, page] : hits) {
        auto* item = new QListWidgetItem(page->title, found_);
        item->setData(Qt::UserRole, page->name);
        item->setToolTip(lineWith(*page, words));
    }
    if (!hits.empty()) {
        found_->setCurrentRow(0);
    } else {
        auto* none = new QListWidgetItem(tr("No page has all of these words."), found_);
        none->setFlags(Qt::NoItemFlags);
    }
}

bool HelpBrowser::exists(const QString& page) {
    return pageNamed(page) != nullptr;
}
QStringList HelpBrowser::pages() {
    QStringList out;
    for (const Page& page : allPages())
        out += page.name;
    return out;
}
QString HelpBrowser::title(const QString& name) {
    const Page* page = pageNamed(name);
    return page ? page->title : QString();
}

void HelpBrowser::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace rarebit::gui
