// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of resources/help inside the program: a tree, a search over all of them, links from page to page.
#pragma once

#include <QTextBrowser>
#include <QWidget>

class QLineEdit;
class QListWidget;
class QStackedWidget;
class QToolButton;
class QTreeWidget;

namespace rarebit::gui {

/// The page that explains a widget: its property "helpPage" or that of the nearest parent that has one
/// ("views/compare"); empty: none.
QString helpFor(const QWidget* widget);
/// Of what lies under the pointer, else of what has the focus.
QString helpHere();

/// Shows one page in the colours and fonts of the theme.
class HelpText : public QTextBrowser {
    Q_OBJECT
public:
    explicit HelpText(QWidget* parent = nullptr);
    /// Marks these words on the page; none: nothing is marked.
    void markWords(const QStringList& words);
    /// Markdown at the end of a page that the program alone knows (the keys of commands).
    static void addToPage(const QString& page, const QString& markdown);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void doSetSource(const QUrl& url, QTextDocument::ResourceType type) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void dressPage();
    QStringList words_;
};

class HelpBrowser : public QWidget {
    Q_OBJECT
public:
    /// A window of its own, also with a parent.
    explicit HelpBrowser(QWidget* parent = nullptr);

    /// "metrics/psnr_db"; a page that does not exist: the first one.
    void open(const QString& page);
    /// The page on show.
    QString page() const;
    void search(const QString& words);

    static bool exists(const QString& page);
    /// Every page, in the order of the tree.
    static QStringList pages();
    static QString title(const QString& page);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fillTree();
    void follow(const QUrl& url);
    HelpText* text_;
    QTreeWidget* tree_;
    QListWidget* found_;
    QStackedWidget* side_;
    QLineEdit* search_;
    QToolButton *back_, *forward_;
};

} // namespace rarebit::gui
